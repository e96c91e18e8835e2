// Package archive asks web archives.
package archive
