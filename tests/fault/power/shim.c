/* Notes what is on the disk: loaded with LD_PRELOAD into a run whose files lie below POWER_ROOT.

   Every synchronization, and every write to a run record, becomes a line in POWER_LOG/log, in the
   order in which they happened, with the bytes in a file of its own:

   S KEY BLOB            a file's whole content is on the disk
   D FOLDER BLOB         so are the names in a folder: lines of "f|d KEY NAME"
   P KEY OFFSET BLOB     bytes were written into a record (and may be on the disk, or not)
   T KEY SIZE            a record was cut to a size

   KEY is inode and time of birth. "disk.py" makes of it what a power failure leaves. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int blobs;

static long raw_write(int fd, const void *data, size_t size) {
    return syscall(SYS_write, fd, data, size);
}

static int below(const char *path) {
    const char *root = getenv("POWER_ROOT");
    size_t n = root ? strlen(root) : 0;
    return n && !strncmp(path, root, n) && (path[n] == '/' || !path[n]);
}

static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, PATH_MAX - 1);
    path[n < 0 ? 0 : n] = 0;
    return below(path);
}

static void key_of(int fd, const char *path, char *key) {
    struct statx x;
    int failed = path ? statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_INO | STATX_BTIME, &x)
                      : statx(fd, "", AT_EMPTY_PATH, STATX_INO | STATX_BTIME, &x);
    if (failed) memset(&x, 0, sizeof x);
    sprintf(key, "%llu-%lld%09u", (unsigned long long)x.stx_ino, (long long)x.stx_btime.tv_sec,
            x.stx_btime.tv_nsec);
}

static int new_blob(char *name) {
    char path[PATH_MAX];
    sprintf(name, "b%d-%d", getpid(), ++blobs);
    snprintf(path, sizeof path, "%s/%s", getenv("POWER_LOG"), name);
    return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
}

static void note(const char *format, ...) {
    char line[PATH_MAX + 256], path[PATH_MAX];
    va_list values;
    va_start(values, format);
    int n = vsnprintf(line, sizeof line, format, values);
    va_end(values);
    snprintf(path, sizeof path, "%s/log", getenv("POWER_LOG"));
    int log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    raw_write(log, line, n);
    close(log);
}

static void note_file(const char *path) {
    char key[64], blob[64], data[65536];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    key_of(file, NULL, key);
    int copy = new_blob(blob);
    long n;
    while ((n = read(file, data, sizeof data)) > 0) raw_write(copy, data, n);
    close(copy);
    close(file);
    note("S %s %s\n", key, blob);
}

static void note_folder(const char *path, int deep) {
    char blob[64], line[PATH_MAX + 128], inner[PATH_MAX], key[64];
    DIR *folder = opendir(path);
    if (!folder) return;
    int copy = new_blob(blob);
    struct dirent *entry;
    while ((entry = readdir(folder))) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
        if (snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name) >= PATH_MAX) continue;
        struct stat status;
        if (lstat(inner, &status) || !(S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))) continue;
        key_of(-1, inner, key);
        if (deep) S_ISDIR(status.st_mode) ? note_folder(inner, 1) : note_file(inner);
        int n = sprintf(line, "%c %s %s\n", S_ISDIR(status.st_mode) ? 'd' : 'f', key, entry->d_name);
        raw_write(copy, line, n);
    }
    closedir(folder);
    close(copy);
    note("D %s %s\n", path, blob);
}

static void synced(int fd) {
    char path[PATH_MAX];
    struct stat status;
    if (!path_of(fd, path) || fstat(fd, &status)) return;
    pthread_mutex_lock(&lock);
    S_ISDIR(status.st_mode) ? note_folder(path, 0) : note_file(path);
    pthread_mutex_unlock(&lock);
}

int fsync(int fd) {
    synced(fd);
    return 0;
}

int fdatasync(int fd) {
    synced(fd);
    return 0;
}

int syncfs(int fd) {
    (void)fd;
    pthread_mutex_lock(&lock);
    note_folder(getenv("POWER_ROOT"), 1);
    pthread_mutex_unlock(&lock);
    return 0;
}

static int is_record(int fd) {
    char path[PATH_MAX];
    return path_of(fd, path) && strstr(path, ".curator-run");
}

static void note_bytes(int fd, const void *data, long size, long long offset) {
    char key[64], blob[64];
    pthread_mutex_lock(&lock);
    key_of(fd, NULL, key);
    int copy = new_blob(blob);
    raw_write(copy, data, size);
    close(copy);
    note("P %s %lld %s\n", key, offset, blob);
    pthread_mutex_unlock(&lock);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
    long n = syscall(SYS_pwrite64, fd, data, size, offset);
    if (n > 0 && is_record(fd)) note_bytes(fd, data, n, offset);
    return n;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) {
    return pwrite64(fd, data, size, offset);
}

int ftruncate64(int fd, off64_t size) {
    int failed = (int)syscall(SYS_ftruncate, fd, size);
    if (!failed && is_record(fd)) {
        char key[64];
        key_of(fd, NULL, key);
        note("T %s %lld\n", key, (long long)size);
    }
    return failed;
}

int ftruncate(int fd, off_t size) {
    return ftruncate64(fd, size);
}
