#ifndef COMMAND_DESK_CALENDARS_H
#define COMMAND_DESK_CALENDARS_H

#include "command/command.h"

/* The counters' calendars beside the nights' folders (document/calendars.h), brought up to date
 * behind what the desk did to an appointment: that is committed, and the ledger still held, so that
 * of two commands each has its turn. They stand in --folders, or in `out` beside the ledger, which
 * is where they are unless an office has put its folders elsewhere: where none stand there, nothing
 * is done. What keeps them from being written is warned of and costs the act nothing: the next act,
 * or the next night, writes them. */
void desk_calendars_follow(struct command *command);

#endif
