# What `cmake --install` puts in place. Included by the top CMakeLists.txt after the targets.
install(TARGETS actscope RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

# The binary carries its own copies of these; here they are templates and examples to read.
install(FILES ${PROJECT_SOURCE_DIR}/assets/keys.actscope
  DESTINATION ${CMAKE_INSTALL_DATADIR}/actscope)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/assets/examples OPTIONAL
  DESTINATION ${CMAKE_INSTALL_DATADIR}/actscope)

install(FILES ${PROJECT_SOURCE_DIR}/assets/actscope.desktop
  DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${PROJECT_SOURCE_DIR}/assets/actscope.svg
  DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES ${PROJECT_SOURCE_DIR}/assets/actscope.1
  DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md
  ${PROJECT_SOURCE_DIR}/CHANGELOG.md ${PROJECT_SOURCE_DIR}/SECURITY.md
  ${PROJECT_SOURCE_DIR}/CONTRIBUTING.md ${PROJECT_SOURCE_DIR}/CITATION.cff
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION ${CMAKE_INSTALL_DOCDIR})
