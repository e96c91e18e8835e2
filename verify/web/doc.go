// Package web is the crawler.
package web
