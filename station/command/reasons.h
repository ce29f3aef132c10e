/*
 * reasons - why an attempt was noted, revised, disputed or made void, as the journal
 * keeps it for ever and the teacher reads it.
 *
 * In Chinese whatever the screens speak: a journal has one language.
 */
#ifndef COMMAND_REASONS_H
#define COMMAND_REASONS_H

#define REASON_UNUSUAL_TWICE "超出常见范围，已再次确认"
#define REASON_UNUSUAL	     "超出常见范围"
#define REASON_ZERO	     "没有一个：操作员确认有效"
#define REASON_FULL	     "到了设备量程的尽头，操作员确认有效"
#define REASON_ARRIVAL	     "设备没有时钟，按信号到达的时刻计时"
#define REASON_HAND_START    "手动起跑，按信号到达的时刻计时"
#define REASON_CLOCKS	     "起点与终点不是同一个钟"
#define REASON_RESTARTED     "设备的钟对不上，可能重新开过机"
#define REASON_LATE	     "本组结束后设备改了成绩"
#define REASON_CHIP	     "芯片…%s归这个号码"
#define REASON_HAND_TAKEN    "采用手计时"
#define REASON_INSERTED	     "信号补入"
#define REASON_CLEARED	     "信号被清除"
#define REASON_TAKEN_BACK    "设备收回了有争议的信号"
#define REASON_RECALLED	     "这次起跑取消"
#define REASON_MOVED	     "换道：成绩属于另一名学生"
#define REASON_NOT_COUNTED   "这次不算"
#define REASON_TOLD_AGAIN    "报数更正"
#define REASON_NOBODY	     "没测"
#define REASON_PAPER	     "纸质补录，两人各录一遍"
#define REASON_PAPER_SETTLED "纸质补录，两遍不一致，看纸核定"
#define REASON_TEACHER	     "教师"
#define REASON_SHARED	     "同一个信号也给了别的号码"
#define REASON_SHARED_TOO    "也有同一个信号"
#define REASON_SECOND	     "又补入了一个到达信号"
#define REASON_GAVE_UP	     "中退"
#define REASON_HURT	     "伤停"
#define REASON_NOT_IN	     "没有到终点"
#define REASON_FEW_LAPS	     "圈数不够"
#define REASON_MANY_LAPS     "圈数或间隔不对，请核对"
#define REASON_PUT_IN	     "漏按，补入的时刻"
#define REASON_RUN_MENDED    "本组结束后更正"
#define REASON_NET_TIME	     "净时间与设备算的不一致"

#endif
