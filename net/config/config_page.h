// The page about the configuration, made from the tables of the keys.
#ifndef IRCSERV_NET_CONFIG_CONFIG_PAGE_H_
#define IRCSERV_NET_CONFIG_CONFIG_PAGE_H_

#include <string>

namespace irc {

// In Markdown: how the file is changed, its blocks, and each key with its default.
std::string ConfigPage();

}  // namespace irc

#endif  // IRCSERV_NET_CONFIG_CONFIG_PAGE_H_
