// libstdc++ before GCC 13 has no such function; it initializes its streams in another way, so there is nothing to do.
void _ZSt21ios_base_library_initv(void) {}
