/* Fails one system call of a program, for the tests: built and preloaded by test_faults.py.
   Only calls on files below the watched folder are counted; `fault_arm(n, error, lasting)` lets
   the n-th of them (and all after it, where lasting) fail with that errno.
   A socket that could leave the machine is refused, and told in the file FAULT_SOCKETS. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST 4096
static char watched[MOST];
static char is_watched[MOST];
static int wanted, code, lasting, count;
static char log_text[65536];

void fault_watch(const char *folder) { snprintf(watched, sizeof watched, "%s", folder); }
void fault_arm(int n, int error, int goes_on) {
    wanted = n; code = error; lasting = goes_on;
    if (n) count = 0, log_text[0] = 0;
}
int fault_count(void) { return count; }
const char *fault_log(void) { return log_text; }

static int fails(const char *call) {
    if (!wanted) return 0;
    count++;
    size_t used = strlen(log_text);
    snprintf(log_text + used, sizeof log_text - used, "%s ", call);
    if (count == wanted || (lasting && count > wanted)) { errno = code; return 1; }
    return 0;
}
static int below(const char *path) {
    return watched[0] && path && !strncmp(path, watched, strlen(watched));
}
static int fd_below(int fd) { return fd >= 0 && fd < MOST && is_watched[fd]; }
static int opened(int fd, const char *path) {
    if (fd >= 0 && fd < MOST) is_watched[fd] = below(path);
    return fd;
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

#define OPEN(name) \
int name(const char *path, int flags, ...) { \
    REAL(int, #name, const char *, int, ...); \
    va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
    if (below(path) && fails("open")) return -1; \
    return opened(real(path, flags, mode), path); \
}
OPEN(open)
OPEN(open64)

#define ON_FD(type, name, parameters, arguments, ...) \
type name parameters { \
    REAL(type, #name, __VA_ARGS__); \
    if (fd_below(fd) && fails(#name)) return -1; \
    return real arguments; \
}
ON_FD(ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n), int, const void *, size_t)
ON_FD(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o), int, const void *, size_t, off_t)
ON_FD(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o), int, const void *, size_t, off64_t)
ON_FD(ssize_t, read, (int fd, void *b, size_t n), (fd, b, n), int, void *, size_t)
ON_FD(ssize_t, pread64, (int fd, void *b, size_t n, off64_t o), (fd, b, n, o), int, void *, size_t, off64_t)
ON_FD(int, fsync, (int fd), (fd), int)
ON_FD(int, fdatasync, (int fd), (fd), int)
ON_FD(int, ftruncate64, (int fd, off64_t n), (fd, n), int, off64_t)
ON_FD(int, flock, (int fd, int how), (fd, how), int, int)

int close(int fd) {
    REAL(int, "close", int);
    int failed = fd_below(fd) && fails("close");
    if (fd >= 0 && fd < MOST) is_watched[fd] = 0;
    int done = real(fd);
    if (failed) { errno = code; return -1; }
    return done;
}
int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return below(to) && fails("rename") ? -1 : real(from, to);
}
int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return below(path) && fails("unlink") ? -1 : real(path);
}
int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    return below(path) && fails("mkdir") ? -1 : real(path, mode);
}
int chmod(const char *path, mode_t mode) {
    REAL(int, "chmod", const char *, mode_t);
    return below(path) && fails("chmod") ? -1 : real(path, mode);
}
int socket(int domain, int type, int protocol) {
    REAL(int, "socket", int, int, int);
    if (domain == AF_UNIX || domain == AF_NETLINK) return real(domain, type, protocol);
    const char *told = getenv("FAULT_SOCKETS");
    FILE *file = told ? fopen(told, "a") : NULL;
    if (file) { fprintf(file, "%d\n", domain); fclose(file); }
    errno = EACCES;
    return -1;
}
