import { loader } from "./host/code";

export default loader();
