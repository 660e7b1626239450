// Nothing is called by name: the library stands before libc (LD_PRELOAD) and notes what a program does to files.
