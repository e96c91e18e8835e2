package main

import (
	"net/http"
	"net/url"

	"github.com/spf13/cobra"
)

func noProxy(*url.URL) (*url.URL, error) { return nil, nil }

var _ http.Handler

func (c *cli) demoCommand() *cobra.Command { return &cobra.Command{Use: "demo"} }
