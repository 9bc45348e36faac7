export default {
  name: "Vite 8",
  group: "Vite",
  installs: { vite: "8" },
  sections: ["A page", "A proxy in Node", "Vite"],
  always: true,
  async run(place) {
    const options = ["--host", "127.0.0.1", "--port", "0"];
    const dev = await place.serve("vite", options, { until: /(http:\/\/127\.0\.0\.1:\d+)/ });
    const report = { dev: await place.page(dev) };
    await place.exec("vite", ["build"]);
    const preview = await place.serve("vite", ["preview", ...options], { until: /(http:\/\/127\.0\.0\.1:\d+)/ });
    return { ...report, build: await place.page(preview) };
  },
};
