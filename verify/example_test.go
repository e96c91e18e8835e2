package verify_test

import (
	"fmt"
	"log"

	"loccit/verify"
	"loccit/verify/format"
)

// Read and Cite are pure: bytes in, notes and citations out.
func Example() {
	const article = `The mills were tidal.[^1] They stopped in May.[^2]

[^1]: Ida Marsh, “Films Above the Millstones,” *The Saltby Courier*, November 20, 2014, https://courier.example/films.
[^2]: Ibid., 14.
`
	doc, err := verify.Read(verify.Input{Path: "mills.md", Data: []byte(article)}, format.Readers())
	if err != nil {
		log.Fatal(err)
	}
	doc.Citations = verify.Cite(doc)
	for _, c := range doc.Citations {
		fmt.Printf("note %s: %s, %q, %s, locator %q\n", doc.Notes[c.Note].Label, c.Form, c.Title, c.Date, c.Locator)
		for _, a := range c.Antecedents {
			fmt.Printf("  repeats %q\n", doc.Citations[a].Title)
		}
	}
	// Output:
	// note 1: full, "Films Above the Millstones", 2014-11-20, locator ""
	// note 2: ibid, "", , locator "14"
	//   repeats "Films Above the Millstones"
}

// Key folds what makes no other source of a URL, and nothing more.
func ExampleKey() {
	fmt.Println(verify.Key("HTTPS://Courier.example:443/Films#top"))
	fmt.Println(verify.Key("https://courier.example/films/"))
	// Output:
	// https://courier.example/Films
	// https://courier.example/films/
}

// ReadDate reads the date that a text begins with, in many languages.
func ExampleReadDate() {
	for _, s := range []string{"May 3, 2011, p. 4", "3. Mai 2011", "2011年5月3日", "3/4/2011"} {
		d, n := verify.ReadDate(s)
		fmt.Printf("%s (%d bytes)\n", d, n)
	}
	// Output:
	// 2011-05-03 (11 bytes)
	// 2011-05-03 (11 bytes)
	// 2011-05-03 (15 bytes)
	// 2011 (8 bytes)
}
