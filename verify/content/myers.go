package content

// A pattern is a text that is looked for with mistakes: Myers' bit-parallel
// algorithm, which keeps a column of the table of edit distances as two bits a
// row (Myers, A fast bit-vector algorithm for approximate string matching based
// on dynamic programming, J. ACM 46(3), 1999), over several machine words in
// the form of Hyyrö (A bit-vector algorithm for computing Levenshtein and
// Damerau edit distances, Nordic J. Computing 10, 2003), where rows that cannot
// come below the bound any more are left out.
//
// It counts bytes: a letter beyond ASCII that differs costs as many mistakes as
// its bytes differ, at most four.
type pattern struct {
	length int
	equal  [256][]uint64 // by byte: in which rows of each block it stands
}

const rowsInBlock = 64

// A block is 64 rows of one column: where the distance grows by one from row
// to row, where it shrinks, and what it is in the last row.
type block struct {
	grows, shrinks uint64
	score          int
}

func newPattern(text string) *pattern {
	p := &pattern{length: len(text)}
	blocks := (len(text) + rowsInBlock - 1) / rowsInBlock
	table := make([]uint64, 256*blocks)
	for c := range p.equal {
		p.equal[c] = table[c*blocks : (c+1)*blocks]
	}
	for i := range len(text) {
		p.equal[text[i]][i/rowsInBlock] |= 1 << (i % rowsInBlock)
	}
	return p
}

// search calls hit with every offset of text at which a passage ends that
// is at most most edits (insertions, deletions, replacements of a byte) away
// from the pattern, and with the distance of the nearest such passage, in
// ascending order. The empty passage before the text counts as one that ends
// at 0. An empty pattern is found nowhere.
func (p *pattern) search(text string, most int, hit func(end, distance int)) {
	if p.length == 0 || most < 0 {
		return
	}
	if p.length <= most {
		hit(0, p.length)
	}
	blocks := make([]block, (p.length+rowsInBlock-1)/rowsInBlock)
	last := min(len(blocks), (most+rowsInBlock)/rowsInBlock) - 1
	for b := range blocks[:last+1] {
		blocks[b] = block{^uint64(0), 0, min((b+1)*rowsInBlock, p.length)}
	}
	for i := range len(text) {
		equal := p.equal[text[i]]
		carry := column(blocks[:last+1], equal[:last+1], p.lastRow(last))
		last = p.bound(blocks, last, equal, carry, most)
		if last == len(blocks)-1 && blocks[last].score <= most {
			hit(i+1, blocks[last].score)
		}
	}
}

// column moves blocks on by one column; final is the last row of the last of
// them. It returns by how much the distance there has grown: -1, 0 or 1.
func column(blocks []block, equal []uint64, final int) int {
	if len(blocks) == 0 || len(equal) < len(blocks) {
		return 0
	}
	var up, down uint64 // by how much it has grown above the first row of a block
	n := len(blocks) - 1
	for b := range blocks[:n] {
		k := &blocks[b]
		eq := equal[b]
		vertical := eq | k.shrinks
		eq |= down
		horizontal := (((eq & k.grows) + k.grows) ^ k.grows) | eq
		plus := k.shrinks | ^(horizontal | k.grows)
		minus := k.grows & horizontal
		nextUp, nextDown := plus>>(rowsInBlock-1), minus>>(rowsInBlock-1)
		k.score += int(nextUp) - int(nextDown)
		plus = plus<<1 | up
		k.grows = minus<<1 | down | ^(vertical | plus)
		k.shrinks = plus & vertical
		up, down = nextUp, nextDown
	}
	return blocks[n].step(equal[n], int(up)-int(down), final)
}

// lastRow is the last row of block b, as a shift.
func (p *pattern) lastRow(b int) int { return min(rowsInBlock, p.length-b*rowsInBlock) - 1 }

// bound takes in the block after last where a distance of at most most may
// have reached it, and leaves out those at the end where none can come so low.
// It returns the last block that counts.
func (p *pattern) bound(blocks []block, last int, equal []uint64, carry, most int) int {
	before := blocks[last].score - carry // in the column before
	if last < len(blocks)-1 && before <= most && (equal[last+1]&1 != 0 || carry < 0) {
		last++
		rows := p.lastRow(last) + 1
		blocks[last] = block{^uint64(0), 0, before + rows}
		blocks[last].step(equal[last], carry, rows-1)
		return last
	}
	for last > 0 && blocks[last].score >= most+p.lastRow(last)+1 {
		last--
	}
	return last
}

// step moves a block on by one column. carry is by how much the distance above
// its first row has grown, -1, 0 or 1; the result is the same for its row last.
func (b *block) step(equal uint64, carry, last int) int {
	var up, down uint64
	if carry > 0 {
		up = 1
	} else if carry < 0 {
		down = 1
	}
	vertical := equal | b.shrinks
	equal |= down
	horizontal := (((equal & b.grows) + b.grows) ^ b.grows) | equal
	plus := b.shrinks | ^(horizontal | b.grows)
	minus := b.grows & horizontal
	carry = int(plus>>last&1) - int(minus>>last&1)
	b.score += carry
	plus = plus<<1 | up
	minus = minus<<1 | down
	b.grows = minus | ^(vertical | plus)
	b.shrinks = plus & vertical
	return carry
}
