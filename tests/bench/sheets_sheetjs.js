// sheets_sheetjs.js read|write FILE ROWS: the same work as bench_sheets, by SheetJS (npm
// install xlsx; NODE_PATH says where it is).
const xlsx = require("xlsx");
const [what, path, rows] = [process.argv[2], process.argv[3], +process.argv[4]];
const titles = ("年级编号 班级编号 班级名称 学籍号 民族代码 姓名 性别 出生日期 身高 体重 肺活量 " +
	"50米跑 立定跳远 坐位体前屈 800米跑 1000米跑 一分钟仰卧起坐 引体向上").split(" ");

function row(i) {
	const girl = i % 2 === 0, code = 2201 + Math.floor(i / 45) % 40;
	const run = `${3 + i % 2}'${String(i % 60).padStart(2, "0")}`;

	return [22, code, `初二${code % 100}班`,
		"G990000201203" + String(i).padStart(5, "0") + "0", 1, `样例${i}`,
		girl ? 2 : 1, new Date(2012, 2, 4), (1500 + i % 300) / 10,
		(400 + i % 200) / 10, 2000 + i % 2000, (75 + i % 30) / 10, 150 + i % 80,
		(i % 200 - 50) / 10, girl ? run : null, girl ? null : run,
		girl ? i % 60 : null, girl ? null : i % 15];
}

if (what === "write") {
	const all = [titles];

	for (let i = 0; i < rows; i++)
		all.push(row(i));
	const book = xlsx.utils.book_new();
	xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(all), "studentData");
	xlsx.writeFile(book, path, { bookSST: true, compression: true });
} else {
	const book = xlsx.readFile(path, { dense: true });
	const all = xlsx.utils.sheet_to_json(book.Sheets[book.SheetNames[0]],
		{ header: 1 });

	process.exit(all.length === rows + 1 ? 0 : 1);
}
