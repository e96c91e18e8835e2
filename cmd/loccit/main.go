// Command loccit verifies the citations and footnotes of documents: is the
// source still there, and does it say so?
//
// This package holds people's side of it: flags, configuration, progress, exit
// codes. What is found and how it is judged is the package verify.
package main

import (
	"context"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	paceCollector()
	log.SetOutput(io.Discard) // net/http tells there of servers' bad manners; the report tells of sources
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole command: everything but the process around it.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	c := &cli{stdin: stdin, stdout: stdout, stderr: stderr}
	return c.run(args)
}

func (c *cli) run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	root := c.root()
	root.SetArgs(args)
	code := c.exit(interrupted(ctx, root.ExecuteContext(ctx)))
	if err := c.finish(); err != nil {
		code = c.exit(err)
	}
	return code
}
