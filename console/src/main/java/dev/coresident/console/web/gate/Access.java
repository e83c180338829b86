package dev.coresident.console.web.gate;

/** What a route asks of its callers. */
public enum Access {
    /** Nothing: the page's files, and whether the server lives. */
    OPEN,
    /** The token, if the console listens beyond this machine. */
    READ,
    /** The token, always: what it shows is more than figures. */
    SECRET,
    /** The token, always, and from a page of this server if it comes with a cookie. */
    CHANGE
}
