/** The styles that both editors share, then those of the skeleton editor alone. */
import "../styles/base.css";
import "../styles/controls.css";
import "../styles/stage.css";
import "../styles/lists.css";
import "../styles/footer.css";
import "../styles/narrow.css";
import "./skeleton.css";
