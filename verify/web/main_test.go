package web_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if os.Getenv(latencyVariable) != "" {
		os.Exit(serveLatency())
	}
	if os.Getenv(visitorVariable) != "" {
		os.Exit(visit())
	}
	goleak.VerifyTestMain(m)
}
