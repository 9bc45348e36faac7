import { jest } from "../../shared/jest.mjs";

export default jest("30");
