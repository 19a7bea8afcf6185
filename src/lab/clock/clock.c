// A library to preload: the program sees a clock that is CLOCK_AHEAD_SECONDS ahead, or behind if that is negative.
// Only the time of day is shifted. A JVM also waits until a time of day, and such a wait has to be shifted back, or it
// ends late, or at once and again and again.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static time_t ahead;
static int (*real_gettime)(clockid_t, struct timespec *);
static int (*real_timedwait)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);

__attribute__((constructor)) static void start(void) {
    const char *seconds = getenv("CLOCK_AHEAD_SECONDS");
    ahead = seconds ? atol(seconds) : 0;
    real_gettime = dlsym(RTLD_NEXT, "clock_gettime");
    // Its older version is of another layout.
    real_timedwait = dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
}

int clock_gettime(clockid_t clock, struct timespec *at) {
    if (!real_gettime) start();
    int rc = real_gettime(clock, at);
    if (rc == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) at->tv_sec += ahead;
    return rc;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone) {
    (void)zone;
    struct timespec now;
    int rc = clock_gettime(CLOCK_REALTIME, &now);
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return rc;
}

time_t time(time_t *at) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (at) *at = now.tv_sec;
    return now.tv_sec;
}

// Conditions on the other clock count from the machine's start: no machine has run since 1970.
int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex,
                           const struct timespec *restrict until) {
    if (!real_timedwait) start();
    struct timespec really = *until;
    if (really.tv_sec > 1000000000) really.tv_sec -= ahead;
    return real_timedwait(condition, mutex, &really);
}
