package dev.gelada.core.config;

/**
 * A calendar of holidays that exists.
 *
 * @param code for example {@code DE-BY}
 */
record HolidayCode(String code) {}
