/** All styles, in the order they override each other; the build makes one file of them. */
import "./base.css";
import "./controls.css";
import "./stage.css";
import "./frames.css";
import "./lists.css";
import "./angles.css";
import "./hands.css";
import "./arrows.css";
import "./view.css";
import "./footer.css";
import "./sheet.css";
import "./narrow.css";
import "./everybody.css";
