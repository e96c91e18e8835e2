// Package verify is the domain of loccit and its pipeline.
package verify
