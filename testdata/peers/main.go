// Command peers compares link checkers with each other: it serves a web on the
// usual ports, with a DNS of its own, to programs that know nothing of it, and
// reads what they say of its links. It is started by the script run beside it,
// in a network namespace of its own; nothing of it leaves the machine.
//
//	peers traps DIR            serve the traps; DIR gets the article that cites them
//	peers latency DIR N H D P  serve N pages of P paragraphs on H hosts, each D after it was asked
//	peers right TOOL DIR       count the right verdicts in what TOOL wrote
package main

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(2)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "traps":
		return serve(args[1], func() (web, error) { return openTraps(args[1]) })
	case len(args) == 6 && args[0] == "latency":
		n, err1 := strconv.Atoi(args[2])
		hosts, err2 := strconv.Atoi(args[3])
		after, err3 := time.ParseDuration(args[4])
		paragraphs, err4 := strconv.Atoi(args[5])
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			return err
		}
		return serve(args[1], func() (web, error) { return openLatency(args[1], n, hosts, after, paragraphs) })
	case len(args) == 3 && args[0] == "right":
		return right(args[1], args[2])
	}
	return fmt.Errorf("usage: peers traps DIR | latency DIR N HOSTS DURATION PARAGRAPHS | right TOOL DIR")
}

// A web is what is served.
type web interface {
	resolver
	Requests() int
}

// serve opens a web and its DNS, says so in DIR/ready, and writes the number
// of requests to DIR/requests when it is told to end.
func serve(dir string, open func() (web, error)) error {
	w, err := open()
	if err != nil {
		return err
	}
	if err := serveDNS(w); err != nil {
		return err
	}
	if err := os.WriteFile(dir+"/ready", nil, 0o644); err != nil {
		return err
	}
	end := make(chan os.Signal, 1)
	signal.Notify(end, os.Interrupt, syscall.SIGTERM)
	<-end
	return os.WriteFile(dir+"/requests", []byte(strconv.Itoa(w.Requests())+"\n"), 0o644)
}
