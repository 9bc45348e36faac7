import { express } from "../../shared/express.mjs";

export default express("4");
