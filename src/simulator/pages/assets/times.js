// Shared by both sides: the server renders these texts, the browser keeps them current.

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const jakartaOffsetMs = 7 * hour;

/**
 * The rest of a time span: "04:59", "1:04:59", "2 d 4 h"; "00:00" once it is over.
 * @param {number} ms
 * @returns {string}
 */
export function formatLeft(ms) {
  const seconds = Math.max(0, Math.ceil(ms / second));
  if (seconds >= 2 * (day / second)) return formatSpan(ms);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${h > 0 ? `${h}:` : ''}${twoDigits(m)}:${twoDigits(s)}`;
}

/**
 * A duration in its two largest units: "42 s", "5 min", "1 h 5 min", "2 d 4 h".
 * @param {number} ms
 * @returns {string}
 */
export function formatSpan(ms) {
  if (ms < minute) return `${Math.max(0, Math.floor(ms / second))} s`;
  if (ms < hour) return `${Math.floor(ms / minute)} min`;
  const [size, unit, rest, restUnit] = ms < day ? [hour, 'h', minute, 'min'] : [day, 'd', hour, 'h'];
  const remainder = Math.floor((ms % size) / rest);
  return `${Math.floor(ms / size)} ${unit}${remainder > 0 ? ` ${remainder} ${restUnit}` : ''}`;
}

/**
 * An instant in Jakarta's time: "2026-11-22 20:41:07 WIB".
 * @param {number} ms since the epoch
 * @returns {string}
 */
export function formatWib(ms) {
  return `${new Date(ms + jakartaOffsetMs).toISOString().slice(0, 19).replace('T', ' ')} WIB`;
}

/** @param {number} value */
function twoDigits(value) {
  return String(value).padStart(2, '0');
}
