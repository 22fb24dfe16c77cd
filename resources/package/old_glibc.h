/* Included before every file of CPython when it is built on a glibc newer than the target's:
 * the mathematics that glibc 2.29 gave new versions are bound to their first ones, which every
 * later glibc keeps. CPython sets errno itself and needs nothing of the new ones. */
#if defined(__x86_64__)
#define FIRST "GLIBC_2.2.5"
#elif defined(__aarch64__)
#define FIRST "GLIBC_2.17"
#endif
#ifdef FIRST
__asm__(".symver exp,exp@" FIRST);
__asm__(".symver log,log@" FIRST);
__asm__(".symver log2,log2@" FIRST);
__asm__(".symver exp2,exp2@" FIRST);
__asm__(".symver pow,pow@" FIRST);
#endif
