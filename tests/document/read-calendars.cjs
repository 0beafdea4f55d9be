// What ical.js and node-ical read out of calendar files. usage: read-calendars.cjs ical.js|node-ical|ical.js-busy|node-ical-busy
// Paths on standard input, one a line; for each an array of events in JSON, one a line.
"use strict";
const fs = require("fs");

// Seconds from a start for a duration such as -P1D or -PT2H.
function seconds(text) {
  const [, sign, days, hours, minutes] = /^([-+]?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text);
  const total = (+(days || 0) * 24 + +(hours || 0)) * 3600 + +(minutes || 0) * 60;
  return sign === "-" ? -total : total;
}

function byIcalJs(text) {
  const ICAL = require("ical.js");
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      sequence: event.sequence,
      method: calendar.getFirstPropertyValue("method") || "",
      status: component.getFirstPropertyValue("status"),
      start: event.startDate.toUnixTime(),
      end: event.endDate.toUnixTime(),
      summary: event.summary,
      description: event.description || "",
      location: event.location,
      alarms: component.getAllSubcomponents("valarm").map((alarm) => alarm.getFirstPropertyValue("trigger").toSeconds()),
    };
  });
}

function byNodeIcal(text) {
  const ical = require("node-ical");
  const read = Object.values(ical.sync.parseICS(text));
  const plain = (value) => (value && value.val !== undefined ? value.val : value) || "";
  const method = (read.find((part) => part.type === "VCALENDAR") || {}).method;
  return read.filter((part) => part.type === "VEVENT").map((event) => ({
    uid: event.uid,
    sequence: +event.sequence,
    method: method || event.method || "",
    status: event.status,
    start: event.start.getTime() / 1000,
    end: event.end.getTime() / 1000,
    summary: plain(event.summary),
    description: plain(event.description),
    location: plain(event.location),
    alarms: Object.values(event).concat(event.alarms || [])
      .filter((part) => part && part.type === "VALARM").map((alarm) => seconds(plain(alarm.trigger))),
  }));
}

// The free and busy times of each VFREEBUSY: its UID, and type, beginning and end of each period.
function busyByIcalJs(text) {
  const ICAL = require("ical.js");
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vfreebusy").map((component) => ({
    uid: component.getFirstPropertyValue("uid"),
    periods: component.getAllProperties("freebusy").flatMap((property) => property.getValues()
      .map((period) => [property.getParameter("fbtype"), period.start.toUnixTime(), period.getEnd().toUnixTime()])),
  }));
}

function busyByNodeIcal(text) {
  const read = Object.values(require("node-ical").sync.parseICS(text));
  return read.filter((part) => part.type === "VFREEBUSY").map((component) => ({
    uid: component.uid,
    periods: component.freebusy.map((period) => [period.type, period.start.getTime() / 1000, period.end.getTime() / 1000]),
  }));
}

const read = { "ical.js": byIcalJs, "node-ical": byNodeIcal,
  "ical.js-busy": busyByIcalJs, "node-ical-busy": busyByNodeIcal }[process.argv[2]];
for (const path of fs.readFileSync(0, "utf8").split("\n").filter(Boolean))
  console.log(JSON.stringify(read(fs.readFileSync(path, "utf8"))));
