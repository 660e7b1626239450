// Notes every change to the files of one folder, and every sync, in the order in which they happened, so that a test can make out what a disk
// might hold after a power failure at any moment: everything that was synced, and any part of what was not.
//
//   LD_PRELOAD=libPowerLoss.so POWER_LOSS_FOLDER=FOLDER POWER_LOSS_JOURNAL=FILE program
//
// A record: kind (1 byte), length of the first name (2), of the second name (2), offset (8), length of the bytes (4), all in the machine's order,
// then names and bytes. Kinds: W bytes written at an offset; T cut or grown to an offset; S synced; D a folder synced; R renamed to the second
// name; U removed; A bytes written to standard output, which somebody outside has seen. Names are relative to the folder, "" being itself.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// One change after the other: what is noted happened in that order.
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static int journal = -2;

#define REAL(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))

static int journal_descriptor(void) {
  if (journal == -2) {
    const char *path = getenv("POWER_LOSS_JOURNAL");
    journal = path ? REAL(open)(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
  }
  return journal;
}

// The name within the folder, or NULL for files of other places.
static const char *within(const char *path) {
  const char *folder = getenv("POWER_LOSS_FOLDER");
  if (!folder) return NULL;
  size_t count = strlen(folder);
  if (strncmp(path, folder, count) != 0) return NULL;
  if (path[count] == 0) return path + count;
  return path[count] == '/' ? path + count + 1 : NULL;
}

static const char *name_of(int descriptor, char *buffer) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t count = readlink(link, buffer, PATH_MAX - 1);
  if (count < 0) return NULL;
  buffer[count] = 0;
  return within(buffer);
}

static void note(char kind, const char *first, const char *second, int64_t offset, const void *bytes, uint32_t count) {
  int descriptor = journal_descriptor();
  if (descriptor < 0) return;
  uint16_t first_count = strlen(first), second_count = strlen(second);
  size_t head = 1 + 2 + 2 + 8 + 4, total = head + first_count + second_count + count;
  char *record = malloc(total);
  if (!record) abort();
  record[0] = kind;
  memcpy(record + 1, &first_count, 2);
  memcpy(record + 3, &second_count, 2);
  memcpy(record + 5, &offset, 8);
  memcpy(record + 13, &count, 4);
  memcpy(record + head, first, first_count);
  memcpy(record + head + first_count, second, second_count);
  if (count) memcpy(record + head + first_count + second_count, bytes, count);
  // A journal with holes would prove nothing.
  if (REAL(write)(descriptor, record, total) != (ssize_t)total) abort();
  free(record);
}

static ssize_t written(int descriptor, const void *bytes, size_t count, off_t offset, ssize_t (*act)(int, const void *, size_t, off_t)) {
  char buffer[PATH_MAX];
  const char *name = name_of(descriptor, buffer);
  if (!name) return act(descriptor, bytes, count, offset);
  pthread_mutex_lock(&order);
  ssize_t done = act(descriptor, bytes, count, offset);
  if (done > 0) note('W', name, "", offset, bytes, done);
  pthread_mutex_unlock(&order);
  return done;
}

static ssize_t at_offset(int descriptor, const void *bytes, size_t count, off_t offset) { return REAL(pwrite64)(descriptor, bytes, count, offset); }
static ssize_t at_position(int descriptor, const void *bytes, size_t count, off_t offset) { (void)offset; return REAL(write)(descriptor, bytes, count); }

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) { return written(descriptor, bytes, count, offset, at_offset); }
ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) { return written(descriptor, bytes, count, offset, at_offset); }

ssize_t write(int descriptor, const void *bytes, size_t count) {
  if (descriptor == 1 && getenv("POWER_LOSS_FOLDER")) {
    pthread_mutex_lock(&order);
    ssize_t done = REAL(write)(descriptor, bytes, count);
    if (done > 0) note('A', "", "", 0, bytes, done);
    pthread_mutex_unlock(&order);
    return done;
  }
  off_t offset = lseek(descriptor, 0, SEEK_CUR);
  if (offset < 0) return REAL(write)(descriptor, bytes, count);
  return written(descriptor, bytes, count, offset, at_position);
}

static int resized(int descriptor, off_t size) {
  char buffer[PATH_MAX];
  const char *name = name_of(descriptor, buffer);
  if (!name) return REAL(ftruncate64)(descriptor, size);
  pthread_mutex_lock(&order);
  int result = REAL(ftruncate64)(descriptor, size);
  if (result == 0) note('T', name, "", size, NULL, 0);
  pthread_mutex_unlock(&order);
  return result;
}

int ftruncate(int descriptor, off_t size) { return resized(descriptor, size); }
int ftruncate64(int descriptor, off64_t size) { return resized(descriptor, size); }

static int synced(int descriptor, int (*act)(int)) {
  char buffer[PATH_MAX];
  struct stat status;
  const char *name = name_of(descriptor, buffer);
  if (!name || fstat(descriptor, &status) != 0) return act(descriptor);
  pthread_mutex_lock(&order);
  int result = act(descriptor);
  if (result == 0) note(S_ISDIR(status.st_mode) ? 'D' : 'S', name, "", 0, NULL, 0);
  pthread_mutex_unlock(&order);
  return result;
}

int fsync(int descriptor) { return synced(descriptor, REAL(fsync)); }
int fdatasync(int descriptor) { return synced(descriptor, REAL(fdatasync)); }

int rename(const char *old, const char *new) {
  const char *from = within(old), *to = within(new);
  if (!from || !to) return REAL(rename)(old, new);
  pthread_mutex_lock(&order);
  int result = REAL(rename)(old, new);
  if (result == 0) note('R', from, to, 0, NULL, 0);
  pthread_mutex_unlock(&order);
  return result;
}

int unlink(const char *path) {
  const char *name = within(path);
  if (!name) return REAL(unlink)(path);
  pthread_mutex_lock(&order);
  int result = REAL(unlink)(path);
  if (result == 0) note('U', name, "", 0, NULL, 0);
  pthread_mutex_unlock(&order);
  return result;
}
