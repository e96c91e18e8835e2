package cache

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"

	"loccit/verify"
)

// newest is the number of the last file of migrations/.
const newest = 4

// readers is how many look-ups go on at once. Each has a page cache of its own.
const readers = 4

//go:embed migrations/*.sql
var migrations embed.FS

// Options are how a cache is opened. The zero Options serve.
type Options struct {
	Patience time.Duration // how long to wait for another process that writes; 0 means 20 s
}

// A Cache is one open file of observations and runs. Its methods are safe for
// several goroutines, and several processes may have the same file open. One
// process opens a file once at a time: the operating system drops the locks of
// a process on a file as soon as any of its handles closes.
type Cache struct {
	path   string
	db     *sql.DB
	latest *sql.Stmt
	turn   chan struct{} // holds one token: who has it may write
	packer packer        // of who writes
}

var _ verify.Store = (*Cache)(nil)

// Open opens the cache at path, and makes it and the folders above it where
// they are missing. A file that cannot serve is left as it was, byte for byte,
// and the error is an *Error that says why.
func Open(path string, o Options) (*Cache, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("opening the cache: %w", err)
	}
	fresh, err := inspect(path)
	if err != nil {
		return nil, err
	}
	if fresh {
		err = create(path, o)
	} else {
		err = check(path)
	}
	if err != nil {
		return nil, unopened(path, err)
	}
	c, err := open(path, o)
	return c, unopened(path, err)
}

func open(path string, o Options) (*Cache, error) {
	db, err := sql.Open("sqlite3", dsn(path, o))
	if err != nil {
		return nil, fmt.Errorf("opening the cache: %w", err)
	}
	db.SetMaxOpenConns(readers + 1) // and the writer
	db.SetMaxIdleConns(readers + 1)
	c := &Cache{path: path, db: db, turn: make(chan struct{}, 1)}
	if err := migrate(context.Background(), path, db); err != nil {
		db.Close()
		return nil, err
	}
	if c.latest, err = db.Prepare(latestQuery); err != nil {
		db.Close()
		return nil, fmt.Errorf("opening the cache: %w", err)
	}
	return c, nil
}

// Path is the absolute path of the file.
func (c *Cache) Path() string { return c.path }

// Close ends all use of the cache. What was added stays.
func (c *Cache) Close() error {
	return explain(c.path, errors.Join(c.latest.Close(), c.db.Close()))
}

// write runs do in one transaction, one at a time within this process: waiting
// here is fair and ends with ctx, waiting for SQLite's lock is neither.
func (c *Cache) write(ctx context.Context, do func(*sql.Tx) error) error {
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	tx, err := c.db.BeginTx(ctx, nil)
	if err != nil {
		return c.failed(ctx, err)
	}
	defer tx.Rollback()
	if err := do(tx); err != nil {
		return c.failed(ctx, err)
	}
	return c.failed(ctx, tx.Commit())
}

// failed explains an error; where ctx ended, that is the reason, whatever
// SQLite calls it.
func (c *Cache) failed(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return explain(c.path, err)
}

// dsn is the name under which go-sqlite3 opens path. Every transaction takes
// the write lock as it begins: one that begins as a reader and then writes
// fails at once where another process wrote between, however long the patience.
func dsn(path string, o Options, more ...string) string {
	if o.Patience == 0 {
		o.Patience = 20 * time.Second
	}
	query := url.Values{
		"mode":          {"rw"},
		"_txlock":       {"immediate"},
		"_synchronous":  {"NORMAL"},
		"_busy_timeout": {fmt.Sprint(o.Patience.Milliseconds())},
	}
	for _, m := range more {
		name, value, _ := strings.Cut(m, "=")
		query.Set(name, value)
	}
	name := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()}
	return name.String() + "?" + query.Encode()
}

// create makes an empty database that is ours. Several processes may do so at
// once: each step is the same for all of them.
func create(path string, o Options) error {
	// What a manuscript cites before it is published is nobody else's business.
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	db, err := sql.Open("sqlite3", dsn(path, o, "_auto_vacuum=incremental"))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	return persist(func() error {
		_, err := db.Exec(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA journal_mode = WAL", ours))
		return err
	})
}

// check looks whether the structure holds together, and writes nothing. Where
// nothing waits in the write-ahead log, SQLite is told that the file will not
// change, and then makes no files of its own.
func check(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.Size() > checked {
		return nil
	}
	if !logged(path) {
		err := quickCheck(path, "mode=ro", "immutable=1")
		if err == nil || !logged(path) && unchanged(path, info) {
			return err
		}
		// It did change, so what was seen may be two states mixed.
	}
	return quickCheck(path, "mode=ro")
}

// checked is the size up to which a file is read through as it is opened: 64 MB
// take some 0.1 s. Damage in a larger one is found when it is met.
const checked = 64 << 20

func quickCheck(path string, how ...string) error {
	db, err := sql.Open("sqlite3", dsn(path, Options{}, how...))
	if err != nil {
		return err
	}
	defer db.Close()
	var found string
	if err := db.QueryRow("PRAGMA quick_check(1)").Scan(&found); err != nil {
		return err
	}
	if found != "ok" {
		return &Error{path, Damaged, errors.New(strings.ReplaceAll(found, "\n", " "))}
	}
	return nil
}

// migrate brings the tables to the newest version. Of two processes that try at
// once one fails, and then finds the work done.
func migrate(ctx context.Context, path string, db *sql.DB) error {
	p, err := goose.NewProvider(goose.DialectSQLite3, db, nil, goose.WithGoMigrations(steps()...),
		goose.WithDisableGlobalRegistry(true), goose.WithSlog(slog.New(slog.DiscardHandler)))
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	return persist(func() error {
		var version int64
		if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
			return fmt.Errorf("reading the version of the cache: %w", err)
		}
		if version == newest {
			return nil
		}
		if version > newest {
			return newer(path, version)
		}
		if _, err := p.Up(ctx); err != nil {
			return fmt.Errorf("bringing the cache to version %d: %w", newest, err)
		}
		return nil
	})
}

// steps are the files of migrations/, by their numbers. SQLite takes each as it
// stands; goose's own parser would want 4 MB of memory for each.
func steps() []*goose.Migration {
	var all []*goose.Migration
	for n := range int64(newest) {
		up := &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			files, err := fs.Glob(migrations, fmt.Sprintf("migrations/%03d_*.sql", n+1))
			if err != nil || len(files) != 1 {
				return fmt.Errorf("finding migration %d: %v", n+1, files)
			}
			text, err := migrations.ReadFile(files[0])
			if err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, string(text))
			return err
		}}
		all = append(all, goose.NewGoMigration(n+1, up, nil))
	}
	return all
}

// persist tries again what fails because another process does the same at this
// moment: SQLite does not wait for all of its locks, and a table that the other
// one made is already there.
func persist(do func() error) error {
	var err error
	for i := range 8 {
		if err = do(); err == nil || !transient(err) {
			return err
		}
		time.Sleep(time.Duration(10<<i) * time.Millisecond)
	}
	return err
}

func transient(err error) bool {
	var failure sqlite3.Error
	return errors.As(err, &failure) &&
		(failure.Code == sqlite3.ErrBusy || failure.Code == sqlite3.ErrLocked || failure.Code == sqlite3.ErrError)
}
