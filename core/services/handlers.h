// The handlers of the services' commands; the rows of the tables name them.
#ifndef IRCSERV_CORE_SERVICES_HANDLERS_H_
#define IRCSERV_CORE_SERVICES_HANDLERS_H_

#include "core/services/services.h"

namespace irc {

using ServiceHandler = void (*)(ServiceCtx&);

#define SERVICE_COMMAND(name, handler, ...) void handler(ServiceCtx& ctx);
#include "core/services/pages/chanserv.inc"

#define SERVICE_COMMAND(name, handler, ...) void handler(ServiceCtx& ctx);
#include "core/services/pages/groupserv.inc"

#define SERVICE_COMMAND(name, handler, ...) void handler(ServiceCtx& ctx);
#include "core/services/pages/hostserv.inc"

#define SERVICE_COMMAND(name, handler, ...) void handler(ServiceCtx& ctx);
#include "core/services/pages/memoserv.inc"

#define SERVICE_COMMAND(name, handler, ...) void handler(ServiceCtx& ctx);
#include "core/services/pages/nickserv.inc"

#define SERVICE_COMMAND(name, handler, ...) void handler(ServiceCtx& ctx);
#include "core/services/pages/operserv.inc"

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_HANDLERS_H_
