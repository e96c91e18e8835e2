// Package report holds one writer for each format of report.
package report
