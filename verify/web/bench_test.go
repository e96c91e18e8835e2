package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"loccit/verify"
	"loccit/verify/web"
)

// The server of the benchmarks is a process of its own, this test's binary
// once more, so that its memory and its garbage are not counted as ours.
const latencyVariable = "LOCCIT_TEST_LATENCY"

// serveLatency answers every path with a page of its own after so long, until
// its standard input ends. Hosts whose names begin with “later” say 429 and
// Retry-After: 30; those that begin with “never” say nothing.
func serveLatency() int {
	latency, err := time.ParseDuration(os.Getenv(latencyVariable))
	if err != nil {
		return 2
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 2
	}
	fmt.Println(l.Addr())
	go http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(latency)
		switch {
		case strings.HasPrefix(r.Host, "later"):
			w.Header().Set("Retry-After", "30")
			w.WriteHeader(429)
			return
		case strings.HasPrefix(r.Host, "never"):
			<-r.Context().Done()
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<html><head><title>Page %s</title></head><body><h1>%s</h1>", r.URL.Path, r.URL.Path)
		io.WriteString(w, strings.Repeat("<p>The keeper of the lock wrote down every night how high the water had risen.</p>", 60))
	}))
	io.Copy(io.Discard, os.Stdin)
	return 0
}

// byName sends every name to one server.
type byName struct{ address string }

func (byName) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	return []netip.Addr{netip.AddrFrom4([4]byte{45, 0, 0, 1})}, nil
}

func (b byName) Connect(ctx context.Context, _, _ string) (net.Conn, error) {
	return new(net.Dialer).DialContext(ctx, "tcp", b.address)
}

func latencyServer(b testing.TB, latency time.Duration) byName {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), latencyVariable+"="+latency.String())
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { in.Close(); cmd.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	return byName{strings.TrimSpace(address)}
}

// titled are n sources on so many hosts, each cited with the title of its
// page, so that no site is probed.
func titled(n, hosts int) ([]*verify.Document, []verify.Source) {
	var list []cited
	for i := range n {
		path := fmt.Sprintf("/article/%d", i)
		list = append(list, cited{URL: fmt.Sprintf("http://h%d.example%s", i%hosts, path), Title: "Page " + path})
	}
	docs := []*verify.Document{document(list)}
	return docs, verify.Sources(docs)
}

// written is a Store that has all that it is told written out and keeps none of
// it in memory, as a file does.
type written struct{ to io.Writer }

func (written) Latest(context.Context, []string) ([]verify.Observation, error) { return nil, nil }

func (w written) Add(_ context.Context, observations ...verify.Observation) error {
	for i := range observations {
		if err := json.NewEncoder(w.to).Encode(&observations[i]); err != nil {
			return err
		}
	}
	return nil
}

func benchmarkGather(b *testing.B, n, hosts, perHost, atOnce int, latency time.Duration, more ...string) {
	server := latencyServer(b, latency)
	docs, sources := titled(n, hosts)
	for _, u := range more {
		sources = append(sources, verify.Source{Key: u, URL: u})
	}
	file, err := os.Create(filepath.Join(b.TempDir(), "observations"))
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	defer debug.SetGCPercent(debug.SetGCPercent(40)) // as cmd/loccit does
	b.ReportAllocs()
	for b.Loop() {
		f := &web.Fetcher{Resolver: server, Connect: server.Connect}
		g := &verify.Gatherer{Web: f, Store: written{file}, PerHost: perHost, Concurrency: atOnce, Retries: 2, Timeout: 20 * time.Second}
		before := heap()
		resident := forgetPeak()
		visited, last := 0, time.Duration(0)
		began := time.Now()
		g.Progress = func(p verify.Progress) {
			if visited = p.Visited; visited == n {
				last = time.Since(began)
			}
		}
		ctx, cancel := context.WithCancel(context.Background())
		if len(more) > 0 { // what these sources cost the others is measured, not what they cost themselves
			g.Progress = func(p verify.Progress) {
				if p.Visited >= n {
					last = time.Since(began)
					cancel()
				}
			}
		}
		evidence, err := g.Gather(ctx, docs, sources)
		cancel()
		if err != nil {
			b.Fatal(err)
		}
		for i := range n {
			if v := evidence[i].Visit; v == nil || v.Status != 200 {
				b.Fatalf("%s: %+v", sources[i].URL, evidence[i])
			}
		}
		b.ReportMetric(last.Seconds(), "s/visits")
		b.ReportMetric(float64(peak()-resident)/float64(n), "peak-B/URL")
		b.ReportMetric(float64(heap()-before)/float64(n), "kept-B/URL")
		f.Close()
		runtime.KeepAlive(evidence)
	}
	b.ReportMetric(float64(peak())/1e6, "peak-MB")
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// forgetPeak gives unused memory back, lets peak start anew, and returns how
// much memory is in use, in bytes (Linux).
func forgetPeak() int64 {
	debug.FreeOSMemory()
	os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
	return memoryOf("VmRSS:")
}

// peak is the highest memory of this process since forgetPeak, in bytes.
func peak() int64 { return memoryOf("VmHWM:") }

func memoryOf(what string) int64 {
	status, _ := os.ReadFile("/proc/self/status")
	var kb int64
	if _, after, ok := strings.Cut(string(status), what); ok {
		fmt.Sscan(after, &kb)
	}
	return kb * 1024
}

func BenchmarkGather2000URLs100Hosts2AtOnce(b *testing.B) { // floor: 0.5 s
	benchmarkGather(b, 2000, 100, 2, 256, 50*time.Millisecond)
}

func BenchmarkGather2000URLs100Hosts10AtOnce(b *testing.B) { // floor: 0.1 s
	benchmarkGather(b, 2000, 100, 10, 1024, 50*time.Millisecond)
}

func BenchmarkGather1000URLs50Hosts10AtOnce(b *testing.B) { // floor: 0.1 s
	benchmarkGather(b, 1000, 50, 10, 512, 50*time.Millisecond)
}

func BenchmarkGather20000URLs2000Hosts(b *testing.B) {
	benchmarkGather(b, 20_000, 2000, 4, 256, 10*time.Millisecond)
}

func BenchmarkGatherBesideHostsThatHoldUp(b *testing.B) {
	var slow []string
	for i := range 20 {
		slow = append(slow, fmt.Sprintf("http://later.example/%d", i), fmt.Sprintf("http://never.example/%d", i))
	}
	benchmarkGather(b, 2000, 100, 2, 256, 50*time.Millisecond, slow...)
}

func BenchmarkGather2000URLs200Hosts(b *testing.B) {
	benchmarkGather(b, 2_000, 200, 4, 256, 10*time.Millisecond)
}
