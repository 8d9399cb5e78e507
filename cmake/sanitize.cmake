# Included by the top CMakeLists.txt where ACTSCOPE_SANITIZE is on, after actscope_options. Every
# program then keeps its libraries loaded, so that leak reports can name them (tests/keep_modules.c).
add_library(actscope_keep_modules OBJECT ${PROJECT_SOURCE_DIR}/tests/keep_modules.c)
target_link_libraries(actscope_options INTERFACE $<TARGET_OBJECTS:actscope_keep_modules>)
