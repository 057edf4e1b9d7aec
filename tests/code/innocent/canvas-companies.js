const context = document.querySelector("canvas").getContext("2d");
context.filter = "blur(4px)";
const audio = new BiquadFilterNode(new AudioContext(), { type: "lowpass", frequency: 440 });
console.log({ filter: context.filter, name: "Acme", audio });
