// Checks a log of an evidence archive with the Go project's transparency-log packages, none of Kanıt's
// code: the signature of its checkpoint, and an inclusion proof of every entry, from the tiles.
//
//	go mod init verify-log && go get golang.org/x/mod && go build
//	./verify-log evidence/logs/<cluster>/<topic id>/<partition> <vkey of trust.policy>
package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type files struct{ dir string }

func (files) Height() int { return 8 }

// C2SP tlog-tiles has tile/<level>/<index> where the Go checksum database has tile/<height>/<level>/<index>.
func (f files) path(t tlog.Tile) string {
	p := t.Path()
	if t.L == -1 {
		return filepath.Join(f.dir, strings.Replace(p, "tile/8/data/", "tile/entries/", 1))
	}
	return filepath.Join(f.dir, strings.Replace(p, "tile/8/", "tile/", 1))
}

func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, t := range tiles {
		b, err := os.ReadFile(f.path(t))
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}

func (files) SaveTiles([]tlog.Tile, [][]byte) {}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// The policy names a key by what the origins of its logs begin with; it signs under each origin's own
// name. A name that the policy's does not cover is left as it is, and fails.
func named(origin, vkey string) string {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 || !strings.HasPrefix(origin, parts[0]+"/") {
		return vkey
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	must(err)
	id := sha256.Sum256(append([]byte(origin+"\n"), key...))
	return fmt.Sprintf("%s+%08x+%s", origin, id[:4], parts[2])
}

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: verify-log DIRECTORY VKEY")
	}
	dir := os.Args[1]
	text, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	must(err)
	verifier, err := note.NewVerifier(named(strings.SplitN(string(text), "\n", 2)[0], os.Args[2]))
	must(err)
	signed, err := note.Open(text, note.VerifierList(verifier))
	must(err)
	lines := strings.Split(signed.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	tree := tlog.Tree{N: size, Hash: root}
	reader := tlog.TileHashReader(tree, files{dir})
	checked := 0
	for bundle := int64(0); bundle*256 < size; bundle++ {
		width := 256
		if size-bundle*256 < 256 {
			width = int(size - bundle*256)
		}
		entries, err := os.ReadFile(files{dir}.path(tlog.Tile{H: 8, L: -1, N: bundle, W: width}))
		must(err)
		for i := 0; i < width; i++ {
			n := int(binary.BigEndian.Uint16(entries))
			entry := entries[2 : 2+n]
			entries = entries[2+n:]
			index := bundle*256 + int64(i)
			proof, err := tlog.ProveRecord(size, index, reader)
			must(err)
			must(tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(entry)))
			checked++
		}
	}
	fmt.Printf("%s: size %d, signed by %s, %d entries proven\n", lines[0], size, signed.Sigs[0].Name, checked)
}
