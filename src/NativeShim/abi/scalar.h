// LibTorch 2.10.0, c10/core: SymInt and Scalar.
//
// Established by run-time round trips through operators (tests/NativeShim.Tests).
#pragma once

#include "core.h"

namespace ptcs {

// Integers at or below this value mean "pointer to a symbolic expression" inside LibTorch; passing one would be
// dereferenced there.
constexpr int64_t largest_symbolic = -(int64_t{1} << 62) - 1;

[[noreturn]] void throw_unrepresentable(int64_t value);

inline int64_t plain_integer(int64_t value) {
  if (__builtin_expect(value <= largest_symbolic, 0)) throw_unrepresentable(value);
  return value;
}

}  // namespace ptcs

namespace c10 {

// An integer that may be symbolic; here always a plain one. Not trivial, so passed by address.
class SymInt {
 public:
  SymInt(int64_t value) : value_(ptcs::plain_integer(value)) {}
  SymInt(const SymInt& other) : value_(other.value_) {}
  SymInt& operator=(const SymInt& other) {
    value_ = other.value_;
    return *this;
  }
  ~SymInt() {}

  int64_t value() const { return value_; }

 private:
  int64_t value_;
};
static_assert(sizeof(SymInt) == 8, "c10::SymInt");

class Scalar {
 public:
  enum class Tag : int32_t { Double = 0, Integer = 1, Unsigned = 2, Complex = 3, Bool = 4 };

  Scalar(double value) : tag_(Tag::Double), parts_{value, 0} {}
  Scalar(double real, double imaginary) : tag_(Tag::Complex), parts_{real, imaginary} {}
  Scalar(int64_t value) : Scalar(Tag::Integer, value) {}
  Scalar(uint64_t value) : Scalar(Tag::Unsigned, static_cast<int64_t>(value)) {}
  Scalar(bool value) : Scalar(Tag::Bool, value) {}
  Scalar(const Scalar& other) : tag_(other.tag_), parts_{other.parts_[0], other.parts_[1]} {}
  Scalar& operator=(const Scalar& other) {
    tag_ = other.tag_;
    parts_[0] = other.parts_[0];
    parts_[1] = other.parts_[1];
    return *this;
  }
  ~Scalar() {}

  Tag tag() const { return tag_; }
  double real() const { return parts_[0]; }
  double imaginary() const { return parts_[1]; }
  int64_t integer() const { return integer_; }
  bool boolean() const { return (integer_ & 0xff) != 0; }

 private:
  Scalar(Tag tag, int64_t value) : tag_(tag), parts_{0, 0} { integer_ = value; }

  Tag tag_;
  union alignas(16) {
    double parts_[2];
    int64_t integer_;
  };
};
static_assert(sizeof(Scalar) == 32, "c10::Scalar");

}  // namespace c10
