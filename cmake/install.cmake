# What `cmake --install` puts in place. Included by the top CMakeLists.txt after the targets.
install(TARGETS actscope RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS actscope_bench RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/actscope)

# The binary carries its own copies of these; here they are templates and examples to read.
install(FILES ${PROJECT_SOURCE_DIR}/assets/keys.actscope
  DESTINATION ${CMAKE_INSTALL_DATADIR}/actscope)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/assets/examples OPTIONAL
  DESTINATION ${CMAKE_INSTALL_DATADIR}/actscope)

# The desktop file with its words in every language of po/LINGUAS.
set(desktop ${PROJECT_BINARY_DIR}/actscope.desktop)
actscope_languages(${PROJECT_SOURCE_DIR}/po languages)
list(TRANSFORM languages REPLACE "(.+)" "${PROJECT_SOURCE_DIR}/po/\\1.po" OUTPUT_VARIABLE catalogues)
add_custom_command(OUTPUT ${desktop}
  COMMAND ${ACTSCOPE_MSGFMT} --desktop --template=${PROJECT_SOURCE_DIR}/assets/actscope.desktop
          -d ${PROJECT_SOURCE_DIR}/po -o ${desktop}
  DEPENDS ${PROJECT_SOURCE_DIR}/assets/actscope.desktop ${PROJECT_SOURCE_DIR}/po/LINGUAS ${catalogues} VERBATIM)
add_custom_target(desktop_file ALL DEPENDS ${desktop})
add_dependencies(actscope desktop_file) # scripts/run.sh builds no more than the program, and that can be installed
install(FILES ${desktop}
  DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${PROJECT_SOURCE_DIR}/assets/actscope.svg
  DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES ${PROJECT_SOURCE_DIR}/assets/actscope.1
  DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md
  ${PROJECT_SOURCE_DIR}/CHANGELOG.md ${PROJECT_SOURCE_DIR}/SECURITY.md
  ${PROJECT_SOURCE_DIR}/CONTRIBUTING.md ${PROJECT_SOURCE_DIR}/CITATION.cff
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION ${CMAKE_INSTALL_DOCDIR}
  PATTERN words.txt EXCLUDE)
