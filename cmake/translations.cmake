# Texts in other languages. A folder has a file LINGUAS with a language a line (as gettext's own tools read it,
# lines of # are comments), and the catalogue LANGUAGE.po of each of them.

find_program(ACTSCOPE_MSGFMT msgfmt REQUIRED)

# actscope_languages(FOLDER RESULT): the languages of FOLDER/LINGUAS. Ends the build where a catalogue is
# missing, or stands there without its line.
function(actscope_languages folder result)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${folder}/LINGUAS)
  file(STRINGS ${folder}/LINGUAS languages REGEX "^[a-z]")
  file(GLOB catalogues CONFIGURE_DEPENDS ${folder}/*.po)
  foreach(language IN LISTS languages)
    if(NOT EXISTS ${folder}/${language}.po)
      message(FATAL_ERROR "${folder}/LINGUAS names ${language}, but ${language}.po is not there")
    endif()
  endforeach()
  foreach(catalogue IN LISTS catalogues)
    get_filename_component(language ${catalogue} NAME_WE)
    if(NOT language IN_LIST languages)
      message(FATAL_ERROR "${catalogue} is read only once ${folder}/LINGUAS has a line \"${language}\"")
    endif()
  endforeach()
  set(${result} ${languages} PARENT_SCOPE)
endfunction()

# actscope_translations(FOLDER SOURCE): makes SOURCE, the C file with embedded_translations (base/language.h), a
# row for each language. A translation whose %s are not those of the English ends the build.
function(actscope_translations folder source)
  actscope_languages(${folder} languages)
  get_filename_component(name ${source} NAME_WE)
  set(catalogues)
  foreach(language IN LISTS languages)
    set(catalogue ${CMAKE_CURRENT_BINARY_DIR}/${name}/${language}.mo)
    file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${name})
    add_custom_command(OUTPUT ${catalogue}
      COMMAND ${ACTSCOPE_MSGFMT} --check-format --endianness=little --no-hash -o ${catalogue}
              ${folder}/${language}.po
      DEPENDS ${folder}/${language}.po VERBATIM)
    list(APPEND catalogues ${catalogue})
  endforeach()
  add_custom_command(OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DOUT=${source} -DKIND=translations "-DFILES=${catalogues}"
            -P ${PROJECT_SOURCE_DIR}/scripts/embed.cmake
    DEPENDS ${catalogues} ${PROJECT_SOURCE_DIR}/scripts/embed.cmake VERBATIM)
endfunction()
