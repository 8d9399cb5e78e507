// Linked into sanitized programs only. LeakSanitizer looks at the very end, when SDL has long
// closed the GL driver; it can then no longer tell whose memory it is and blames "<unknown
// module>". A library that is never closed keeps its name, and tests/lsan.supp can list it.
int dlclose(void *handle);

int dlclose(void *handle)
{
    (void)handle;
    return 0;
}
