/* Entry: listeners sit on the document; what looks at a page runs again for each page shown. */
import "./line.js";
import "./typing.js";
import "./copy.js";
import "./insert.js";
import "./dialogs.js";
import "./palette.js";
import { startRoll } from "./attendance.js";
import { startDrafts } from "./drafts.js";
import { startGrading } from "./grading.js";
import { startQuick } from "./quick.js";
import { focusAnswer } from "./show.js";
import "./send.js";

function start() {
  /* Our own sentences beside the fields; the browser's follow its own language. */
  for (const form of document.querySelectorAll("form[method=post]")) form.noValidate = true;
  startDrafts();
  startRoll();
  startGrading();
  startQuick();
}

start();
document.addEventListener("chibo:page", start);
if (document.getElementById("error-summary")) focusAnswer();
