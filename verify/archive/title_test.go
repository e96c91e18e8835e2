package archive

import (
	"testing"

	"loccit/verify"
)

func TestOtherTitle(t *testing.T) {
	cases := []struct {
		title, heading, cited string
		other                 bool
	}{
		{"Fishing quotas for northern waters - The Paper", "", "Fishing quotas for northern waters", false},
		{"The Paper", "Fishing quotas for northern waters", "Fishing quotas for northern waters", false},
		{"Northern quota row goes on - The Paper", "", "Fishing quotas for northern waters", false},
		{"Cheap insurance compared today", "Insurance offers", "Fishing quotas for northern waters", true},
		{"Cheap insurance compared today", "", "", false},
		{"", "Cheap insurance compared today", "Fishing quotas for northern waters", false},
		{"The Paper", "", "Fishing quotas for northern waters", false},
		{"Cheap insurance compared today", "", "On War", false},
		{"北京冬奥会开幕式举行", "", "Opening ceremony of the winter games", false},
		{"北京冬奥会开幕式举行", "", "冬奥会在北京开幕", false},
		{"今日汽车保险报价", "", "冬奥会在北京开幕", true},
	}
	for _, tc := range cases {
		page := &verify.Page{Title: tc.title}
		if tc.heading != "" {
			page.Headings = []string{tc.heading}
		}
		var cited []string
		if tc.cited != "" {
			cited = []string{tc.cited}
		}
		if got := otherTitle(page, cited); (got != "") != tc.other {
			t.Errorf("%q for %q: %q", tc.title, tc.cited, got)
		}
	}
}
