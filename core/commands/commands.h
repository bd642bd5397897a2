// The command handlers. Each is defined in the file of its command; table.cc has the row of each.
#ifndef IRCSERV_CORE_COMMANDS_COMMANDS_H_
#define IRCSERV_CORE_COMMANDS_COMMANDS_H_

#include "core/actions/context.h"
#include "core/protocol/parse.h"

namespace irc {

// Registration and the connection.
void CapCommand(SessionCtx& ctx, const Params& p);
void Pass(SessionCtx& ctx, const Params& p);
void Webirc(SessionCtx& ctx, const Params& p);
void NickCommand(SessionCtx& ctx, const Params& p);
void UserCommand(SessionCtx& ctx, const Params& p);
void Ping(SessionCtx& ctx, const Params& p);
void Pong(SessionCtx& ctx, const Params& p);
void Quit(SessionCtx& ctx, const Params& p);
void ErrorCommand(SessionCtx& ctx, const Params& p);
void Isupport(SessionCtx& ctx, const Params& p);
void Authenticate(SessionCtx& ctx, const Params& p);
void RegisterCommand(SessionCtx& ctx, const Params& p);
void Verify(SessionCtx& ctx, const Params& p);

// Channels.
void Join(UserCtx& ctx, const Params& p);
void Part(UserCtx& ctx, const Params& p);
void Cycle(UserCtx& ctx, const Params& p);
void TopicCommand(UserCtx& ctx, const Params& p);
void Names(UserCtx& ctx, const Params& p);
void Invite(UserCtx& ctx, const Params& p);
void Uninvite(UserCtx& ctx, const Params& p);
void Kick(UserCtx& ctx, const Params& p);
void KnockCommand(UserCtx& ctx, const Params& p);
void Mode(UserCtx& ctx, const Params& p);
void List(UserCtx& ctx, const Params& p);
void Rename(UserCtx& ctx, const Params& p);

// Messages, and the state of a user that others see.
void Privmsg(UserCtx& ctx, const Params& p);
void Notice(UserCtx& ctx, const Params& p);
void Tagmsg(UserCtx& ctx, const Params& p);
void Relaymsg(UserCtx& ctx, const Params& p);
void Npc(UserCtx& ctx, const Params& p);
void Npca(UserCtx& ctx, const Params& p);
void Scene(UserCtx& ctx, const Params& p);
void BatchCommand(UserCtx& ctx, const Params& p);
void Away(SessionCtx& ctx, const Params& p);
void Accept(UserCtx& ctx, const Params& p);
void MetadataCommand(SessionCtx& ctx, const Params& p);
void Silence(UserCtx& ctx, const Params& p);
void Setname(UserCtx& ctx, const Params& p);

// Queries about users.
void Who(UserCtx& ctx, const Params& p);
void Whois(UserCtx& ctx, const Params& p);
void Whowas(UserCtx& ctx, const Params& p);
void Userhost(UserCtx& ctx, const Params& p);
void Userip(UserCtx& ctx, const Params& p);
void Ison(UserCtx& ctx, const Params& p);

// Histories and read markers.
void Chathistory(UserCtx& ctx, const Params& p);
void Markread(UserCtx& ctx, const Params& p);
void Redact(UserCtx& ctx, const Params& p);

// Queries about the server.
void Lusers(UserCtx& ctx, const Params& p);
void Monitor(UserCtx& ctx, const Params& p);
void Motd(UserCtx& ctx, const Params& p);
void Rules(UserCtx& ctx, const Params& p);
void Version(UserCtx& ctx, const Params& p);
void Admin(UserCtx& ctx, const Params& p);
void Info(UserCtx& ctx, const Params& p);
void Time(UserCtx& ctx, const Params& p);
void Stats(UserCtx& ctx, const Params& p);
void Links(UserCtx& ctx, const Params& p);
void Map(UserCtx& ctx, const Params& p);
void Help(UserCtx& ctx, const Params& p);
void Users(UserCtx& ctx, const Params& p);
void Summon(UserCtx& ctx, const Params& p);

// Operators.
void Oper(UserCtx& ctx, const Params& p);
void Kill(UserCtx& ctx, const Params& p);
void Wallops(UserCtx& ctx, const Params& p);
void Globops(UserCtx& ctx, const Params& p);
void RehashCommand(UserCtx& ctx, const Params& p);
void Restart(UserCtx& ctx, const Params& p);
void Die(UserCtx& ctx, const Params& p);
void Trace(UserCtx& ctx, const Params& p);
void Sanick(UserCtx& ctx, const Params& p);
void Sajoin(UserCtx& ctx, const Params& p);
void Sapart(UserCtx& ctx, const Params& p);
void Samode(UserCtx& ctx, const Params& p);
void Satopic(UserCtx& ctx, const Params& p);
void Kline(UserCtx& ctx, const Params& p);
void Dline(UserCtx& ctx, const Params& p);
void Xline(UserCtx& ctx, const Params& p);
void Resv(UserCtx& ctx, const Params& p);
void Unkline(UserCtx& ctx, const Params& p);
void Undline(UserCtx& ctx, const Params& p);
void Unxline(UserCtx& ctx, const Params& p);
void Unresv(UserCtx& ctx, const Params& p);
void Testline(UserCtx& ctx, const Params& p);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_COMMANDS_H_
