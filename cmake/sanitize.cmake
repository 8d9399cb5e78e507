# Included by the top CMakeLists.txt where ACTSCOPE_SANITIZE is on, after actscope_options. What every
# sanitized program needs to report leaks rightly and to end: see tests/sanitized.c.
add_library(actscope_sanitized OBJECT ${PROJECT_SOURCE_DIR}/tests/sanitized.c)
target_compile_definitions(actscope_sanitized PRIVATE _POSIX_C_SOURCE=200809L)
target_link_libraries(actscope_options INTERFACE $<TARGET_OBJECTS:actscope_sanitized>)
