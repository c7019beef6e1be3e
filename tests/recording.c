/* Preloaded into a process: writes down what it does to the files of one folder, in order, and lets its disk be full.

   recording_start(log, folder, limit) begins. The log holds one record after the other, a line each and, for writes, the
   bytes behind it:  C path (made)  W path offset length  T path size  S path (synced, file or folder)  U path (removed)
   R path TAB path (renamed). With limit >= 0 the folder may grow by so many bytes; what would exceed that fails with
   ENOSPC, after a short write of what still fits. */
#define _GNU_SOURCE
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
#include <unistd.h>

#define FILES 4096
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *paths[FILES];
static char folder[PATH_MAX];
static int out = -1;
static long long left = -1;

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static ssize_t put(const void *bytes, size_t length) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    return real(out, bytes, length);
}

static void note(const char *format, ...) {
    char line[3 * PATH_MAX];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(line, sizeof line, format, values);
    va_end(values);
    put(line, (size_t)length);
}

static int inside(const char *path) {
    size_t length = strlen(folder);
    return length && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

static const char *path_of(int fd) { return out >= 0 && fd >= 0 && fd < FILES ? paths[fd] : NULL; }

void recording_start(const char *log, const char *under, long long limit) {
    strcpy(folder, under);
    left = limit;
    out = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0644);
}

static void opened(int fd, const char *path, int made) {
    char whole[PATH_MAX];
    if (fd < 0 || fd >= FILES || out < 0 || fd == out) return;
    if (!realpath(path, whole)) return;
    free(paths[fd]);
    paths[fd] = inside(whole) ? strdup(whole) : NULL;
    if (paths[fd] && made) note("C %s\n", whole);
}

static int open_file(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode) {
    pthread_mutex_lock(&lock);
    int made = (flags & O_CREAT) && access(path, F_OK);
    int fd = real(path, flags, mode);
    opened(fd, path, made);
    int error = errno;
    pthread_mutex_unlock(&lock);
    errno = error;
    return fd;
}

#define MODE mode_t mode = 0; if (flags & O_CREAT) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }
int open(const char *path, int flags, ...) { REAL(open); MODE return open_file(real, path, flags, mode); }
int open64(const char *path, int flags, ...) { REAL(open64); MODE return open_file(real, path, flags, mode); }

int close(int fd) {
    REAL(close);
    pthread_mutex_lock(&lock);
    if (fd >= 0 && fd < FILES) { free(paths[fd]); paths[fd] = NULL; }
    pthread_mutex_unlock(&lock);
    return real(fd);
}

/* How many of the bytes fit; what they take is taken. */
static size_t room(int fd, long long offset, size_t length) {
    struct stat now;
    if (left < 0 || fstat(fd, &now)) return length;
    long long growth = offset + (long long)length - now.st_size;
    if (growth <= 0) return length;
    long long over = growth - left;
    if (over <= 0) { left -= growth; return length; }
    left = 0;
    return over >= (long long)length ? 0 : length - (size_t)over;
}

typedef ssize_t (*Write)(int, const void *, size_t, off_t);
static ssize_t written(int fd, const void *bytes, size_t length, long long offset, ssize_t done) {
    if (done > 0) { note("W %s\t%lld %zd\n", paths[fd], offset, done); put(bytes, (size_t)done); }
    (void)length;
    return done;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(write);
    if (!path_of(fd)) return real(fd, bytes, length);
    pthread_mutex_lock(&lock);
    struct stat now;
    int append = fcntl(fd, F_GETFL) & O_APPEND;
    long long offset = append && !fstat(fd, &now) ? now.st_size : lseek(fd, 0, SEEK_CUR);
    size_t fits = room(fd, offset, length);
    ssize_t done = fits || !length ? written(fd, bytes, length, offset, real(fd, bytes, fits)) : -1;
    pthread_mutex_unlock(&lock);
    if (!fits && length) errno = ENOSPC;
    return done;
}

static ssize_t write_at(Write real, int fd, const void *bytes, size_t length, off_t offset) {
    if (!path_of(fd)) return real(fd, bytes, length, offset);
    pthread_mutex_lock(&lock);
    size_t fits = room(fd, offset, length);
    ssize_t done = fits || !length ? written(fd, bytes, length, offset, real(fd, bytes, fits, offset)) : -1;
    pthread_mutex_unlock(&lock);
    if (!fits && length) errno = ENOSPC;
    return done;
}
ssize_t pwrite(int fd, const void *b, size_t n, off_t at) { REAL(pwrite); return write_at((Write)real, fd, b, n, at); }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t at) { REAL(pwrite64); return write_at((Write)real, fd, b, n, at); }

static int cut(int (*real)(int, off_t), int fd, off_t size) {
    pthread_mutex_lock(&lock);
    struct stat now;
    if (path_of(fd) && !fstat(fd, &now)) {
        if (left >= 0 && size < now.st_size) left += now.st_size - size;
        note("T %s\t%lld\n", paths[fd], (long long)size);
    }
    pthread_mutex_unlock(&lock);
    return real(fd, size);
}
int ftruncate(int fd, off_t size) { REAL(ftruncate); return cut((int (*)(int, off_t))real, fd, size); }
int ftruncate64(int fd, off64_t size) { REAL(ftruncate64); return cut((int (*)(int, off_t))real, fd, size); }

static int synced(int (*real)(int), int fd) {
    int done = real(fd);
    pthread_mutex_lock(&lock);
    if (!done && path_of(fd)) note("S %s\n", paths[fd]);
    pthread_mutex_unlock(&lock);
    return done;
}
int fsync(int fd) { REAL(fsync); return synced(real, fd); }
int fdatasync(int fd) { REAL(fdatasync); return synced(real, fd); }

int unlink(const char *path) {
    REAL(unlink);
    char whole[PATH_MAX];
    struct stat now;
    pthread_mutex_lock(&lock);
    int ours = out >= 0 && realpath(path, whole) && inside(whole) && !stat(whole, &now);
    int done = real(path);
    int error = errno;
    if (!done && ours) { note("U %s\n", whole); if (left >= 0) left += now.st_size; }
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}

int rename(const char *from, const char *to) {
    REAL(rename);
    char whole[PATH_MAX], target[PATH_MAX];
    pthread_mutex_lock(&lock);
    int ours = out >= 0 && realpath(from, whole) && inside(whole);
    int done = real(from, to);
    int error = errno;
    if (!done && ours && realpath(to, target)) note("R %s\t%s\n", whole, target);
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}
