package dev.gelada.server;

/**
 * How a server stood when it last looked.
 *
 * @param head of the trail
 * @param halted whether everything on the trail is halted
 * @param shelf the files
 * @param next what comes next
 */
record State(long head, boolean halted, Shelf shelf, Announcements.Upcoming next) {}
