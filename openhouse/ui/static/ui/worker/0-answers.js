/* What pages may say to the worker; each file adds its own. */

const ANSWERS = {};
