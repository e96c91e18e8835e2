package web_test

import (
	"fmt"
	"net"
	"reflect"
	"testing"

	"loccit/testdata/smallweb"
)

// TestADoorTellsNamesAsTheWebDoes: found, without an address, and not there.
func TestADoorTellsNamesAsTheWebDoes(t *testing.T) {
	w := start(t)
	w.Site("here.example")
	w.Site("empty.example").Addressless()
	w.Site("silent.example").Unresolved(&net.DNSError{Err: "i/o timeout", Name: "silent.example", IsTimeout: true})
	door, err := w.Door()
	if err != nil {
		t.Fatal(err)
	}
	v, err := smallweb.Through(door)
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{"here.example", "empty.example", "silent.example", "nowhere.example"} {
		want, wrong := w.LookupNetIP(t.Context(), "ip", host)
		got, err := v.LookupNetIP(t.Context(), "ip", host)
		if !reflect.DeepEqual(got, want) || fmt.Sprint(err) != fmt.Sprint(wrong) {
			t.Errorf("%s: %v, %v; want %v, %v", host, got, err, want, wrong)
		}
	}
}
