// What loccit's go.mod puts in the place of google.golang.org/appengine.
module google.golang.org/appengine

go 1.26.0
