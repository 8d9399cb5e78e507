# Included by the top CMakeLists.txt where ACTSCOPE_SANITIZE is on, after actscope_options. What every
# sanitized program needs to report leaks rightly and to end: see tests/sanitized.c.
add_library(actscope_sanitized OBJECT ${PROJECT_SOURCE_DIR}/tests/sanitized.c)
target_compile_definitions(actscope_sanitized PRIVATE _POSIX_C_SOURCE=200809L)
target_link_libraries(actscope_options INTERFACE $<TARGET_OBJECTS:actscope_sanitized>)

# These programs are large; lld links them in a third of the time.
include(CheckLinkerFlag)
check_linker_flag(C -fuse-ld=lld ACTSCOPE_LLD)
if(ACTSCOPE_LLD)
  target_link_options(actscope_options INTERFACE -fuse-ld=lld)
endif()
