// libtomlplusplus: all of it is in its headers.
#define TOML_IMPLEMENTATION 1

#include <toml++/toml.h>
