// Everything a page needs beyond plain HTML. Each part improves pages that also work without it.
import "bootstrap/js/dist/alert.js";
import "bootstrap/js/dist/collapse.js";
import "bootstrap/js/dist/offcanvas.js";
import "htmx.org";
import "./auto-filter.js";
import "./checklist.js";
import "./confirm.js";
import "./copy.js";
import "./dates.js";
import "./files.js";
import "./live.js";
import "./picking.js";
import "./row-links.js";
import "./submit-guard.js";
import "./unsaved.js";
import "./upload.js";
import "./waiting.js";
